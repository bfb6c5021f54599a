package io.glyphstream.cli.command;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine's name, as the name of a service takes it in. In containers every process has the same id; their hosts differ. */
public final class HostName {

    private HostName() {}

    /** Returns the name of a service that was given none, such as {@code processor-host-4711}. */
    public static String instance(String service) {
        return service + "-" + here() + "-" + ProcessHandle.current().pid();
    }

    private static String here() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^a-zA-Z0-9.-]", "-");
        } catch (UnknownHostException unknown) {
            return "localhost";
        }
    }
}
