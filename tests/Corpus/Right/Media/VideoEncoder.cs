using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A video encoder: a picture goes in, a bitstream comes out; reference pictures stay mapped between frames.</summary>
public sealed class VideoEncoder<THal>(Mailbox firmware) : IDisposable
    where THal : struct, IHal
{
    private Shared<THal> _reference;
    private bool _hasReference;

    public int Encode(DmaBuffer picture, DmaBuffer bitstream, bool keyFrame)
    {
        var input = new Shared<THal>(picture, DriverToDevice);
        int status;
        using (var output = new SharedScope<THal>(bitstream, DeviceToDriver))
        {
            if (!keyFrame && _hasReference)
            {
                status = firmware.Execute(1, _reference.Paddr);
                if (status != 0)
                {
                    input.Unshare();
                    return status;
                }
            }

            status = firmware.Execute(keyFrame ? 2u : 3u, input.Paddr, output.Paddr);
        }

        if (status < 0)
        {
            input.Unshare();
            return status;
        }

        Forget();
        _reference = input;
        _hasReference = true;
        return BinaryPrimitives.ReadInt32LittleEndian(bitstream.AsReadOnlySpan());
    }

    public void Dispose() => Forget();

    private void Forget()
    {
        if (_hasReference)
        {
            _reference.Unshare();
            _hasReference = false;
        }
    }
}
