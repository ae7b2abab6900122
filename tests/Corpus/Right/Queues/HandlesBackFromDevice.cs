using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A free list of indices: the index goes to the device, address and buffer stay in two lists beside it.</summary>
public sealed class IndexedPool<THal>
    where THal : struct, IHal
{
    private readonly Stack<int> _free = new();
    private readonly List<PhysAddr> _addresses = new();
    private readonly List<DmaBuffer> _buffers = new();
    private readonly Ring _ring = new();

    public void Post(DmaBuffer buffer)
    {
        PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
        if (_free.TryPop(out int index))
        {
            _addresses[index] = at;
            _buffers[index] = buffer;
        }
        else
        {
            index = _addresses.Count;
            _addresses.Add(at);
            _buffers.Add(buffer);
        }

        _ring.Post(index, at, buffer.Length);
    }

    public void Complete(int index)
    {
        THal.Unshare(_addresses[index], _buffers[index], BufferDirection.DeviceToDriver);
        _buffers[index] = default;
        _free.Push(index);
    }
}
