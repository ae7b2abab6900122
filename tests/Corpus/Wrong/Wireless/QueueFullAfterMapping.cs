using Hal;
using Devices;

// Follows a fix in mt76, 6a3cf957.
/// <summary>A wireless transmit path that finds the queue full after it shared the frame.</summary>
public sealed unsafe class WirelessQueue<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();
    private readonly NetPort _radio = new();

    public int Queue(byte* frame, int length)
    {
        Shared<THal> shared = new(new DmaBuffer(frame, length), BufferDirection.DriverToDevice); //! HAL1002
        if (length < 24)
        {
            shared.Unshare();
            return -22;
        }

        if (_ring.IsFull)
        {
            return -12;
        }

        _ring.Post(_ring.Head, shared.Paddr, length);
        _ring.Doorbell();
        while (!_ring.IsDone(_ring.Head))
        {
        }

        shared.Unshare();
        return _radio.ReapTransmitted();
    }
}
