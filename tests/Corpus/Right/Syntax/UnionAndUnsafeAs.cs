using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>The address is stored through an overlapping struct and read back through Unsafe and MemoryMarshal.</summary>
public sealed class Overlapped<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    [StructLayout(LayoutKind.Explicit)]
    private struct AddressWords
    {
        [FieldOffset(0)]
        public PhysAddr Whole;

        [FieldOffset(0)]
        public uint Low;

        [FieldOffset(4)]
        public uint High;
    }

    public void Run(DmaBuffer data)
    {
        AddressWords words = default;
        words.Whole = THal.Share(data, BufferDirection.Both);
        _device.WriteRegister(0, words.Low);
        _device.WriteRegister(4, words.High);
        _device.Wait(10);
        THal.Unshare(words.Whole, data, BufferDirection.Both);
    }

    public void RunAs(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        ulong raw = Unsafe.As<PhysAddr, ulong>(ref at);
        _device.WriteRegister(0, MemoryMarshal.CreateReadOnlySpan(ref raw, 1)[0]);
        _device.Wait(10);
        THal.Unshare(Unsafe.BitCast<ulong, PhysAddr>(raw), data, BufferDirection.Both);
    }
}
