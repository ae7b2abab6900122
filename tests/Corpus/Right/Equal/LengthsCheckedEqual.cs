using System;
using System.Diagnostics;
using Devices;
using Hal;

/// <summary>Two parameters are checked to be equal; then one serves at Share, the other at Unshare.</summary>
public sealed unsafe class CheckedEqual<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int ByReturn(byte* memory, int size, int expected)
    {
        if (size != expected)
        {
            return -22;
        }

        PhysAddr at = THal.Share(new DmaBuffer(memory, size), BufferDirection.Both);
        int status = _device.Start(at, size);
        THal.Unshare(at, new DmaBuffer(memory, expected), BufferDirection.Both);
        return status;
    }

    public int ByThrow(DmaBuffer data, int sectors)
    {
        if (data.Length != sectors * 512)
        {
            throw new ArgumentException("not whole sectors", nameof(data));
        }

        PhysAddr at = THal.Share(data, BufferDirection.Both);
        int status = _device.Start(at, sectors);
        THal.Unshare(at, new DmaBuffer(data.Pointer, sectors * 512), BufferDirection.Both);
        return status;
    }

    public int ByAssertion(byte* memory, int size, int expected)
    {
        Debug.Assert(size == expected);
        PhysAddr at = THal.Share(new DmaBuffer(memory, size), BufferDirection.Both);
        int status = _device.Start(at, size);
        THal.Unshare(at, new DmaBuffer(memory, expected), BufferDirection.Both);
        return status;
    }

    public int ByPanic(byte* memory, int size, int expected)
    {
        Panic.Unless(size == expected, "sizes");
        PhysAddr at = THal.Share(new DmaBuffer(memory, size), BufferDirection.Both);
        int status = _device.Start(at, size);
        THal.Unshare(at, new DmaBuffer(memory, expected), BufferDirection.Both);
        return status;
    }
}
