using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// USB bulk streams: sixteen transfers at once on one endpoint, by stream number. A stream's bit says that its element is live; killing
// walks over the bits that are set.
public sealed class BulkStreams<THal>
    where THal : struct, IHal
{
    private readonly UsbHost _host;
    private readonly Urb[] _urbs = new Urb[16];
    private readonly Shared<THal>[] _shares = new Shared<THal>[16];
    private uint _live;

    public BulkStreams(UsbHost host) => _host = host;

    public bool Submit(int stream, Urb urb)
    {
        uint bit = 1u << stream;
        if ((_live & bit) != 0)
        {
            return false;
        }

        var share = new Shared<THal>(urb.Buffer, urb.IsIn ? DeviceToDriver : DriverToDevice);
        urb.Address = share.Paddr;
        if (_host.Submit(urb) != 0)
        {
            share.Unshare();
            return false;
        }

        _shares[stream] = share;
        _urbs[stream] = urb;
        _live |= bit;
        return true;
    }

    public bool Complete(int stream)
    {
        uint bit = 1u << stream;
        if ((_live & bit) == 0)
        {
            return false;
        }

        _live &= ~bit;
        _shares[stream].Unshare();
        return true;
    }

    public void KillAll()
    {
        for (uint left = _live; left != 0; left &= left - 1)
        {
            int stream = System.Numerics.BitOperations.TrailingZeroCount(left);
            _host.Kill(_urbs[stream]);
            _shares[stream].Unshare();
        }

        _live = 0;
    }
}
