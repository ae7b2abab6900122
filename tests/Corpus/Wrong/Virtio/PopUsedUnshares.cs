using Devices;
using Hal;

namespace Drivers;

// Follows a fix in virtio-drivers: "Unshare buffers in pop_used.": the queue takes a used buffer back without an end of its share; no
// member of the queue ends any.
public sealed class InputQueue<THal>(VirtioTransport transport, Ring ring)
    where THal : struct, IHal
{
    private const int EventQueue = 0;

    private PhysAddr _address;
    private DmaBuffer _event;
    private int _index = -1;

    public bool Add(DmaBuffer space)
    {
        if (_index >= 0)
        {
            return false;
        }

        _address = THal.Share(space, BufferDirection.DeviceToDriver); //! HAL1002 (no fix: meaning)
        _event = space;
        _index = ring.Head;
        ring.Post(_index, _address, space.Length);
        transport.Notify(EventQueue);
        return true;
    }

    public bool PopUsed(out DmaBuffer used)
    {
        used = default;
        if (_index < 0 || !transport.Used(EventQueue) || !ring.IsDone(_index))
        {
            return false;
        }

        used = _event;
        _index = -1;
        _address = default;
        _event = default;
        return true;
    }

    public void Close()
    {
        transport.Reset();
        _index = -1;
        _address = default;
    }
}
