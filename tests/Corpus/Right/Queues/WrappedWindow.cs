using Devices;
using Hal;

namespace Drivers;

// Like credit windows: sequence numbers of 8 bits wrap, and acknowledgements come for all up to one number. The distance from the oldest
// tells what an acknowledgement covers; the port is done with copies sent again.
public sealed class SlidingWindow<THal>
    where THal : struct, IHal
{
    private const int Window = 64;

    private readonly Shared<THal>[] _sent = new Shared<THal>[Window];
    private readonly NetPort _port;
    private byte _oldest;
    private byte _next;
    private int _inPort;

    public SlidingWindow(NetPort port) => _port = port;

    public int Unacknowledged => (byte)(_next - _oldest);

    public bool Send(DmaBuffer segment)
    {
        if (Unacknowledged == Window)
        {
            return false;
        }

        var share = new Shared<THal>(segment, BufferDirection.DriverToDevice);
        if (!_port.Transmit(share.Paddr, segment.Length))
        {
            share.Unshare();
            return false;
        }

        _sent[_next % Window] = share;
        _next++;
        _inPort++;
        return true;
    }

    public int Acknowledge(byte upTo)
    {
        int covered = (byte)(upTo - _oldest);
        if (covered >= Unacknowledged)
        {
            return 0;
        }

        // The peer may have the first copy while the port still reads the same bytes for a second one.
        while (_inPort > 0)
        {
            _inPort -= _port.ReapTransmitted();
        }

        for (int i = 0; i <= covered; i++)
        {
            ref Shared<THal> slot = ref _sent[_oldest % Window];
            slot.Unshare();
            slot = default;
            _oldest++;
        }

        return covered + 1;
    }

    public bool Resend()
    {
        for (byte n = _oldest; n != _next; n++)
        {
            Shared<THal> share = _sent[n % Window];
            if (!_port.Transmit(share.Paddr, share.Buffer.Length))
            {
                return false;
            }

            _inPort++;
        }

        return true;
    }
}
