using System.Runtime.InteropServices;
using Hal;
using Devices;

/// <summary>A crypto engine whose key copy is freed after its share has ended.</summary>
public sealed unsafe class KeySlot<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _secureWorld = new();

    public int Load(System.ReadOnlySpan<byte> key)
    {
        byte* copy = (byte*)NativeMemory.AlignedAlloc((nuint)key.Length, 64);
        key.CopyTo(new System.Span<byte>(copy, key.Length));
        DmaBuffer buffer = new(copy, key.Length);
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        int status = _secureWorld.Execute(0x20, address);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        NativeMemory.AlignedFree(copy);
        return status;
    }
}
