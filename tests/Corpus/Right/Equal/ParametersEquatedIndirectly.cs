using System;
using Devices;
using Hal;

/// <summary>Two parameters are found equal by CompareTo, by a tuple, by constants, by two comparisons, by reassignment.</summary>
public sealed unsafe class Equated<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void ByTuple(byte* memory, byte* again, int size, int length)
    {
        if ((size, (nint)memory) != (length, (nint)again))
        {
            return;
        }

        PhysAddr at = THal.Share(new DmaBuffer(memory, size), BufferDirection.Both);
        THal.Unshare(at, new DmaBuffer(again, length), BufferDirection.Both);
    }

    public void ByConstants(byte* memory, int size, int length)
    {
        if (size != 512 || length is not 512)
        {
            throw new ArgumentException("whole sectors only");
        }

        PhysAddr at = THal.Share(new DmaBuffer(memory, size), BufferDirection.Both);
        THal.Unshare(at, new DmaBuffer(memory, length), BufferDirection.Both);
    }

    public void ByComparisons(byte* memory, int size, int length)
    {
        if (size < length || size > length)
        {
            return;
        }

        PhysAddr at = THal.Share(new DmaBuffer(memory, size), BufferDirection.Both);
        THal.Unshare(at, new DmaBuffer(memory, length), BufferDirection.Both);
    }

    public void ByCompareTo(byte* memory, int size, int length)
    {
        if (size.CompareTo(length) != 0)
        {
            return;
        }

        PhysAddr at = THal.Share(new DmaBuffer(memory, size), BufferDirection.Both);
        THal.Unshare(at, new DmaBuffer(memory, length), BufferDirection.Both);
    }

    public void ByReassignment(byte* memory, int size, int length = -1)
    {
        if (length < 0)
        {
            length = size;
        }

        size = Math.Min(size, length);
        length = size;
        PhysAddr at = THal.Share(new DmaBuffer(memory, size), BufferDirection.Both);
        _device.Start(at, size);
        THal.Unshare(at, new DmaBuffer(memory, length), BufferDirection.Both);
    }

    public void ByDirection(DmaBuffer data, bool read, BufferDirection direction)
    {
        if (read != (direction == BufferDirection.DeviceToDriver) || direction == BufferDirection.Both)
        {
            return;
        }

        PhysAddr at = THal.Share(data, direction);
        THal.Unshare(at, data, read ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice);
    }
}
