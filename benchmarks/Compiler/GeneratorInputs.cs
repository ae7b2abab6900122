using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Hal.Benchmarks;

/// <summary>The same number of marked declarations for each generator, a file each, among files that have nothing to do with it.</summary>
internal static class GeneratorInputs
{
    private const int MethodsInOtherFile = 10;

    public static IEnumerable<(string Path, string Text)> Hal(int count) => Enumerable.Range(0, count).Select(i => ($"Hal{i}.cs", $$"""
        using Hal;

        namespace Measured;

        [HalImplementation]
        public static unsafe partial class Hal{{i}}
        {
            private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;
            private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;
            private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;
            private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);
            private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) { }
        }
        """));

    // Five methods, as a HAL has.
    public static IEnumerable<(string Path, string Text)> LibraryImport(int count) => Enumerable.Range(0, count).Select(i => ($"Native{i}.cs", $$"""
        using System;
        using System.Runtime.InteropServices;

        namespace Measured;

        public static partial class Native{{i}}
        {
            [LibraryImport("native", StringMarshalling = StringMarshalling.Utf8)]
            public static partial int Open(string path, int flags);

            [LibraryImport("native")]
            public static partial int Close(int handle);

            [LibraryImport("native", SetLastError = true)]
            public static partial nint Read(int handle, Span<byte> buffer, nuint count);

            [LibraryImport("native", SetLastError = true)]
            public static partial nint Write(int handle, ReadOnlySpan<byte> buffer, nuint count);

            [LibraryImport("native")]
            public static partial int Control(int handle, uint request, nint argument);
        }
        """));

    public static IEnumerable<(string Path, string Text)> SystemTextJson(int count) => Enumerable.Range(0, count).Select(i => ($"Json{i}.cs", $$"""
        using System.Text.Json.Serialization;

        namespace Measured;

        public sealed record Data{{i}}(int Id, string Name);

        [JsonSerializable(typeof(Data{{i}}))]
        public sealed partial class Json{{i}} : JsonSerializerContext;
        """));

    public static IEnumerable<(string Path, string Text)> Others(int count) => Enumerable.Range(0, count).Select(i => ($"Other{i}.cs", Other(i, edit: 0)));

    /// <summary>A file of some hundred lines; an edit changes a number in one of its methods.</summary>
    public static string Other(int index, int edit)
    {
        var text = new StringBuilder($"using System;\nusing System.Collections.Generic;\n\nnamespace Measured;\n\npublic sealed class Other{index}\n{{\n");
        for (int i = 0; i < MethodsInOtherFile; i++)
        {
            text.Append($$"""
                    [Obsolete("For the measurement.")]
                    public int Method{{i}}(IReadOnlyList<int> values)
                    {
                        int sum = {{(i == 0 ? edit : i)}};
                        foreach (int value in values)
                        {
                            sum += value > 0 ? value : -value;
                        }

                        return sum;
                    }

                """);
        }

        return text.Append("}\n").ToString();
    }
}
