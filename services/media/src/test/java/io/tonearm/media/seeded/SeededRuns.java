package io.tonearm.media.seeded;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Chooses the seeds of a {@link Seeded} test and passes them on. Stateless. */
final class SeededRuns implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(Seeded.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        String name = method.getDeclaringClass().getName() + "#" + method.getName();
        int runs = method.getAnnotation(Seeded.class).runs();
        return seeds(name, runs, System.getProperty("seed", ""), System.getProperty("seeds", ""))
                .mapToObj(Run::new);
    }

    static LongStream seeds(String name, int runs, String onlySeed, String moreSeeds) {
        if (!onlySeed.isBlank()) {
            return LongStream.of(Long.parseLong(onlySeed.strip()));
        }
        int count = moreSeeds.isBlank() ? runs : Integer.parseInt(moreSeeds.strip());
        if (count < 1) {
            throw new IllegalArgumentException("a seeded test must have at least 1 run, runs=" + count);
        }
        CRC32 hash = new CRC32();
        hash.update(name.getBytes(StandardCharsets.UTF_8));
        return new Random(hash.getValue()).longs(count);
    }

    private record Run(long seed) implements TestTemplateInvocationContext, ParameterResolver {

        @Override
        public String getDisplayName(int invocationIndex) {
            return "seed=" + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == Random.class || type == RandomGenerator.class || type == long.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == long.class ? (Object) seed : new Random(seed);
        }
    }
}
