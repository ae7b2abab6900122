using System;
using Devices;
using Hal;

namespace Drivers;

// A compression accelerator that may refuse and leave the work to software. The software path starts when no share is left; the output
// grows by a new buffer, not under a live share.
internal sealed class CompressionUnit<THal>
    where THal : struct, IHal
{
    private const int OutputFull = -28;

    private readonly Device _unit;
    private readonly Func<byte[], byte[]> _software;

    public CompressionUnit(Device unit, Func<byte[], byte[]> software)
    {
        _unit = unit;
        _software = software;
    }

    public byte[] Compress(byte[] data)
    {
        if (data.Length == 0)
        {
            return [];
        }

        using var input = new PinnedBuffer(data);
        for (int capacity = data.Length; capacity <= 2 * data.Length; capacity += (data.Length + 1) / 2)
        {
            using var output = new PinnedBuffer(capacity);
            int written = Run(input.Buffer, output.Buffer);
            if (written > 0 && written <= capacity)
            {
                return output.Buffer.AsReadOnlySpan()[..written].ToArray();
            }

            if (written != OutputFull)
            {
                break;
            }
        }

        return _software(data);
    }

    private int Run(DmaBuffer input, DmaBuffer output)
    {
        using var source = new SharedScope<THal>(input, BufferDirection.DriverToDevice);
        using var target = new SharedScope<THal>(output, BufferDirection.DeviceToDriver);
        _unit.WriteRegister(0x08, target.Paddr.Value);
        _unit.WriteRegister(0x10, (ulong)output.Length);
        int status = _unit.Start(source.Paddr, input.Length);
        if (status != 0)
        {
            return status;
        }

        if (!_unit.Wait(1000))
        {
            _unit.Reset();
            return -110;
        }

        return (int)_unit.ReadRegister(0x18);
    }
}
