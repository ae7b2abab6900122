using Hal;
using Devices;

// Follows a fix in EDK2, a507ccdc6a.
/// <summary>A virtio keyboard whose cleanup ends the ring's share exactly when there is none.</summary>
public sealed unsafe class KeyboardRing<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport = new();

    public bool TryKeys(byte* ring, bool indirect)
    {
        var memory = new DmaBuffer(ring, 8192);
        PhysAddr mapped = default;
        if (!indirect)
        {
            mapped = THal.Share(memory, BufferDirection.Both); //! HAL1002 (no fix: condition)
        }

        bool ready = _transport.SetQueue(0, mapped, 128);
        if (ready)
        {
            _transport.Notify(0);
        }

        _transport.Reset();
        if (mapped == default)
        {
            THal.Unshare(mapped, memory, BufferDirection.Both); //! HAL1001
        }

        return ready;
    }
}
