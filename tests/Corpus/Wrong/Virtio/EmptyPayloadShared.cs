using Hal;
using Devices;

// Follows a fix in iPXE, a8442750e.
/// <summary>A virtio vsock packet without payload for which an empty buffer is shared.</summary>
public sealed unsafe class VsockSend<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();

    public bool Send(byte* payload, int length)
    {
        DmaBuffer data = length == 0 ? default : new DmaBuffer(payload, length);
        var shared = new Shared<THal>(data, BufferDirection.DriverToDevice); //! HAL1009
        bool queued = _ring.TryPost(shared.Paddr, length, out int slot);
        while (queued && !_ring.IsDone(slot))
        {
        }

        shared.Unshare();
        return queued;
    }
}
