using Hal;

namespace Devices;

/// <summary>A piece of a scattered packet or of a user's I/O vector.</summary>
public unsafe struct Fragment
{
    public byte* Pointer;
    public int Length;

    public readonly DmaBuffer Buffer => new(Pointer, Length);
}
