using System;
using Devices;
using Hal;

namespace Drivers;

// Like USB DMX adapters: a frame of 512 channels is sent again and again while the desk changes it. The desk changes a managed copy; the
// frame that is shared is filled only between two transfers.
public sealed class StageLights<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly byte[] _desk = new byte[513];
    private readonly PinnedBuffer _frame = new(513);
    private readonly UsbHost _host;
    private readonly Urb _urb;
    private bool _sending;
    private bool _closed;

    public StageLights(UsbHost host)
    {
        _host = host;
        _urb = new Urb { Endpoint = 0x01, Buffer = _frame.Buffer, Complete = _ => FrameSent() };
    }

    public void Set(int channel, byte level)
    {
        lock (_desk)
        {
            _desk[channel] = level;
        }
    }

    public void Tick()
    {
        lock (_desk)
        {
            if (_sending || _closed)
            {
                return;
            }

            _desk.CopyTo(_frame.Buffer.AsSpan());
            _urb.Address = THal.Share(_frame.Buffer, BufferDirection.DriverToDevice);
            _sending = true;
            if (_host.Submit(_urb) < 0)
            {
                End();
            }
        }
    }

    public void Dispose()
    {
        lock (_desk)
        {
            _closed = true;
        }

        _host.Kill(_urb);
        lock (_desk)
        {
            End();
            _frame.Dispose();
        }
    }

    private void FrameSent()
    {
        lock (_desk)
        {
            End();
        }
    }

    private void End()
    {
        if (_sending)
        {
            _sending = false;
            THal.Unshare(_urb.Address, _urb.Buffer, BufferDirection.DriverToDevice);
        }
    }
}
