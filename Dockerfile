# The glyphstream command in a container. It takes the program as built on the host (`mvn -Dquick package`),
# so the image needs neither Maven nor a network while it is made.
FROM eclipse-temurin:17-jre

RUN mkdir -p /opt/glyphstream /data /cache /out && useradd --system --home-dir /opt/glyphstream glyphstream \
    && chown glyphstream /cache /out
COPY cli/target/lib /opt/glyphstream/lib

ENV GLYPHSTREAM_CACHE=/cache
USER glyphstream
WORKDIR /out
VOLUME /cache
EXPOSE 9464 8080
ENTRYPOINT ["java", "--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC", "-cp", "/opt/glyphstream/lib/glyphstream.jar", "io.glyphstream.cli.Main"]
CMD ["--help"]
