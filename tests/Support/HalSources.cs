namespace Hal.Tests.Support;

/// <summary>Sources of HAL classes that the tests share.</summary>
internal static class HalSources
{
    /// <summary>The five members, private, on an identity HAL over the native heap.</summary>
    public const string Members = """
            private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
            {
                byte* memory = (byte*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
                System.Runtime.InteropServices.NativeMemory.Clear(memory, pages * HalConstants.PageSize);
                return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            }

            private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
            {
                System.Runtime.InteropServices.NativeMemory.AlignedFree(vaddr);
                return 0;
            }

            private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

            private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new PhysAddr((ulong)buffer.Pointer);

            private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
            {
            }

        """;

    public static string Hal(string name, string declaration = "public static unsafe partial class") => $$"""
        [HalImplementation]
        {{declaration}} {{name}}
        {
        {{Members}}
        }
        """;

    public static string File(string body) => "using Hal;\n\nnamespace Demo;\n\n" + body + "\n";
}
