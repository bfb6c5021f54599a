/**
 * The connection to Kafka: its options, a first look at the cluster, and the rights that commands need.
 *
 * <p>Read first:
 *
 * <ul>
 *   <li>{@link io.glyphstream.cli.kafka.KafkaOptions}: the options of each command that talks to Kafka.
 *   <li>{@link io.glyphstream.cli.kafka.CommandRights}: what each command must be allowed to do.
 *   <li>{@code Reachability}: finds out soon why no broker answers.
 *   <li>{@code SettingsCheck}: settings that Kafka would refuse late.
 *   <li>{@code TlsProbe}: whether a port speaks TLS.
 * </ul>
 */
@NullMarked
package io.glyphstream.cli.kafka;

import org.jspecify.annotations.NullMarked;
