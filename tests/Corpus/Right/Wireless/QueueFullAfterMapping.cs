using Hal;
using Devices;

/// <summary>A wireless transmit path that looks for room in the queue before it shares the frame.</summary>
public sealed unsafe class WirelessQueue<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();
    private readonly NetPort _radio = new();

    public int Queue(byte* frame, int length)
    {
        if (_ring.IsFull)
        {
            return -12;
        }

        Shared<THal> shared = new(new DmaBuffer(frame, length), BufferDirection.DriverToDevice);
        if (length < 24)
        {
            shared.Unshare();
            return -22;
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
