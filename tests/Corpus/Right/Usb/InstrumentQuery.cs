using System;
using System.Text;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A test instrument on USB: writes a question and reads an answer of unknown length in packets. Every packet has its own share, and the
// last short packet ends the loop after its share has ended.
public sealed class InstrumentQuery<THal>(Device output, Device input) : IDisposable
    where THal : struct, IHal
{
    private const int PacketBytes = 512;
    private readonly PinnedBuffer _packet = new(PacketBytes);

    public string? Ask(string question)
    {
        Span<byte> text = _packet.Buffer.AsSpan();
        int length = Encoding.ASCII.GetBytes(question + "\n", text);
        if (!Transfer(output, _packet.Buffer.Slice(0, length), DriverToDevice))
        {
            return null;
        }

        var answer = new StringBuilder();
        bool last;
        do
        {
            text.Clear();
            if (!Transfer(input, _packet.Buffer, DeviceToDriver))
            {
                return null;
            }

            int received = Math.Min((int)input.ReadRegister(4), PacketBytes);
            answer.Append(Encoding.ASCII.GetString(text[..received]));
            last = received < PacketBytes;
        }
        while (!last);
        return answer.ToString().TrimEnd();
    }

    public void Dispose() => _packet.Dispose();

    private static bool Transfer(Device pipe, DmaBuffer packet, BufferDirection direction)
    {
        PhysAddr address = THal.Share(packet, direction);
        try
        {
            if (!pipe.Submit(address, packet.Length))
            {
                return false;
            }

            bool done = pipe.Wait(2000);
            if (!done)
            {
                pipe.Reset();
            }

            return done;
        }
        finally
        {
            THal.Unshare(address, packet, direction);
        }
    }
}
