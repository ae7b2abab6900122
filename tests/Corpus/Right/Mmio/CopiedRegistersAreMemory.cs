using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>A snapshot of registers in ordinary memory is read and written plainly, and shared.</summary>
public sealed unsafe class Snapshotter<THal>
    where THal : struct, IHal
{
    private readonly MmioRegion _registers;
    private readonly Device _trace = new();

    public Snapshotter(MmioRegion registers) => _registers = registers;

    public uint Run()
    {
        int count = (int)(_registers.Size / 4);
        uint* copy = (uint*)NativeMemory.Alloc((nuint)count, sizeof(uint));
        for (int i = 0; i < count; i++)
        {
            copy[i] = _registers.Read32((nuint)i * 4);
        }

        copy[0] &= 0xFFFF;
        var bytes = new DmaBuffer((byte*)copy, count * sizeof(uint));
        PhysAddr at = THal.Share(bytes, BufferDirection.DriverToDevice);
        _trace.Start(at, bytes.Length);
        THal.Unshare(at, bytes, BufferDirection.DriverToDevice);
        uint first = *copy;
        NativeMemory.Free(copy);
        return first;
    }
}
