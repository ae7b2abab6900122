namespace Devices;

/// <summary>A kernel's allocator of physical page frames, which are mapped at a fixed offset.</summary>
public static unsafe class Frames
{
    public const ulong DirectMap = 0xFFFF_8000_0000_0000;

    /// <returns>The physical address of zeroed contiguous frames, or 0.</returns>
    public static ulong AllocateZeroed(nuint count) => 0;

    public static void Release(ulong physical, nuint count)
    {
    }
}
