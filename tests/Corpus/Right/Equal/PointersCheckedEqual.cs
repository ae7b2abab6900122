using System;
using Devices;
using Hal;

/// <summary>Two pointers, two buffers, two directions that were compared and found equal.</summary>
public sealed unsafe class SamePointers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Pointers(byte* shared, byte* returned, int length)
    {
        PhysAddr at = THal.Share(new DmaBuffer(shared, length), BufferDirection.Both);
        _device.Start(at, length);
        if (shared == returned)
        {
            THal.Unshare(at, new DmaBuffer(returned, length), BufferDirection.Both);
        }
        else
        {
            THal.Unshare(at, new DmaBuffer(shared, length), BufferDirection.Both);
        }
    }

    public void Buffers(DmaBuffer mine, DmaBuffer theirs)
    {
        if (!mine.Equals(theirs))
        {
            throw new ArgumentException("another buffer came back");
        }

        PhysAddr at = THal.Share(mine, BufferDirection.Both);
        _device.Start(at, theirs.Length);
        THal.Unshare(at, theirs, BufferDirection.Both);
    }

    public void Directions(DmaBuffer data, BufferDirection wanted, BufferDirection allowed)
    {
        if (wanted != allowed)
        {
            return;
        }

        PhysAddr at = THal.Share(data, wanted);
        _device.Start(at, data.Length);
        THal.Unshare(at, data, allowed);
    }

    public void OneDirection(DmaBuffer data, BufferDirection direction)
    {
        if (direction == BufferDirection.DeviceToDriver)
        {
            PhysAddr at = THal.Share(data, direction);
            _device.Start(at, data.Length);
            THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        }
    }
}
