package io.glyphstream.matrix;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Tells whether the machine's vector instructions are in use. */
public final class VectorSupport {

    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    static {
        if (!PRESENT) {
            warn(description());
        }
        if (!fusesMultiplyAndAdd()) {
            warn("this processor does not multiply and add in one step, or Java was told not to use that"
                    + " (UseFMA is false): every result is the same, but training takes 30 to 70 times as long");
        }
    }

    private VectorSupport() {}

    /** Returns whether the vector module is there; without it every result is the same, only slower. */
    public static boolean isPresent() {
        return PRESENT;
    }

    /** Math.fma keeps its promise of one rounding with decimal numbers of any length where the processor does not help. */
    private static boolean fusesMultiplyAndAdd() {
        var machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return machine == null
                    || Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException otherMachine) {
            // Only HotSpot has the option; nothing is known of others.
            return true;
        }
    }

    private static void warn(String message) {
        System.getLogger(VectorSupport.class.getPackageName()).log(System.Logger.Level.WARNING, message);
    }

    /** Returns one line for a person: what is in use, and what to do where it is missing. */
    public static String description() {
        if (PRESENT) {
            return "vector instructions are in use";
        }
        return "vector instructions are not in use, so mathematics is slower than it could be:"
                + " start Java with --add-modules jdk.incubator.vector";
    }
}
