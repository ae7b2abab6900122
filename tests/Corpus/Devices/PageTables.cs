namespace Devices;

/// <summary>The page tables of a unikernel.</summary>
public static unsafe class PageTables
{
    /// <returns>The physical address behind a virtual one.</returns>
    public static ulong Translate(void* virtualAddress) => (ulong)virtualAddress & 0x0000_7FFF_FFFF_FFFF;

    public static byte* MapDevice(ulong physical, nuint length) => (byte*)physical;

    public static void Invalidate(void* from, nuint length)
    {
    }

    public static void Clean(void* from, nuint length)
    {
    }
}
