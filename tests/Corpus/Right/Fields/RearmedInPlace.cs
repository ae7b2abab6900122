using Devices;
using Hal;

/// <summary>A receive slot is rearmed: the old packet's share ends, the new packet's takes its place in the field.</summary>
public sealed class ReceiveSlot<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port = new();
    private readonly Ring _ring = new();
    private Packet _packet;
    private PhysAddr _at;

    public ReceiveSlot(Packet first)
    {
        _packet = first;
        _at = THal.Share(first.Buffer, BufferDirection.DeviceToDriver);
    }

    public void Received()
    {
        Packet? fresh = _port.Allocate(2048);
        if (fresh == null)
        {
            _ring.Post(0, _at, _packet.Length);
            return;
        }

        PhysAddr freshAt = THal.Share(fresh.Buffer, BufferDirection.DeviceToDriver);
        THal.Unshare(_at, _packet.Buffer, BufferDirection.DeviceToDriver);
        _port.Deliver(_packet);
        _packet = fresh;
        _at = freshAt;
        _ring.Post(0, _at, fresh.Length);
    }

    public void Close()
    {
        _ring.Stop();
        THal.Unshare(_at, _packet.Buffer, BufferDirection.DeviceToDriver);
        _packet.Free();
    }
}
