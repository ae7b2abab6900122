using Hal;
using Devices;

/// <summary>A virtio vsock packet whose payload is shared if it has one.</summary>
public sealed unsafe class VsockSend<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();

    public bool Send(byte* payload, int length)
    {
        DmaBuffer data = length == 0 ? default : new DmaBuffer(payload, length);
        Shared<THal> shared = data.IsEmpty ? default : new Shared<THal>(data, BufferDirection.DriverToDevice);
        bool queued = _ring.TryPost(shared.Paddr, length, out int slot);
        while (queued && !_ring.IsDone(slot))
        {
        }

        shared.Unshare();
        return queued;
    }
}
