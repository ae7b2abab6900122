using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A contactless reader: poll for a card, exchange blocks, each with a waiting time of its own. A local function does one exchange with
// its two shares; the loop around it holds none.
public sealed class ContactlessReader<THal>
    where THal : struct, IHal
{
    private readonly Device _reader;
    private readonly DmaBuffer _out;
    private readonly DmaBuffer _in;

    public ContactlessReader(Device reader, DmaBuffer block)
    {
        _reader = reader;
        _out = block.Slice(0, 32);
        _in = block.Slice(32, 32);
    }

    public byte[]? Transceive(ReadOnlySpan<byte> command)
    {
        for (int waitingTime = 5; waitingTime <= 80; waitingTime *= 2)
        {
            _out.AsSpan().Clear();
            command[..Math.Min(command.Length, _out.Length)].CopyTo(_out.AsSpan());
            if (Exchange(waitingTime))
            {
                int length = Math.Min(_in[0], (byte)31);
                return _in.AsReadOnlySpan().Slice(1, length).ToArray();
            }
        }

        return null;

        bool Exchange(int milliseconds)
        {
            using var transmit = new SharedScope<THal>(_out, DriverToDevice);
            using var receive = new SharedScope<THal>(_in, DeviceToDriver);
            _reader.Program(transmit.Paddr, _out.Length);
            _reader.Program(receive.Paddr, _in.Length);
            _reader.Kick();
            if (_reader.Wait(milliseconds))
            {
                return true;
            }

            _reader.Reset();
            return false;
        }
    }
}
