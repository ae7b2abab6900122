using System;
using System.Text;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like sigrok's drivers for power supplies: a command string goes out, an answer string comes back, in one URB each. A local function
// has one transfer's whole life, so that both directions end the same way.
public sealed class LabSupply<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly UsbHost _host;
    private readonly PinnedBuffer _text = new(128);

    public LabSupply(UsbHost host) => _host = host;

    public string? Ask(string command)
    {
        int length = Encoding.ASCII.GetBytes(command + "\n", _text.Buffer.AsSpan());
        if (Run(0x03, _text.Buffer.Slice(0, length), DriverToDevice) < 0)
        {
            return null;
        }

        int got = Run(0x83, _text.Buffer, DeviceToDriver);
        return got < 0 ? null : Encoding.ASCII.GetString(_text.Buffer.AsReadOnlySpan()[..got]).TrimEnd();

        int Run(byte endpoint, DmaBuffer buffer, BufferDirection direction)
        {
            using var done = new SemaphoreSlim(0);
            var urb = new Urb { Endpoint = endpoint, Buffer = buffer, Complete = _ => done.Release() };
            urb.Address = THal.Share(buffer, direction);
            int result = _host.Submit(urb);
            if (result >= 0)
            {
                if (!done.Wait(1000))
                {
                    _host.Kill(urb);
                    result = -110;
                }
                else
                {
                    result = urb.Status < 0 ? urb.Status : Math.Clamp(urb.Actual, 0, buffer.Length);
                }
            }

            THal.Unshare(urb.Address, buffer, direction);
            return result;
        }
    }

    public void Dispose() => _text.Dispose();
}
