using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// Like Linux ses: configuration, status and descriptors of an enclosure come as pages of unknown length. A page that is longer than the
// buffer is read again into a larger one, after the first share's end.
public sealed class EnclosurePages<THal>(Mailbox enclosure)
    where THal : struct, IHal
{
    private const uint ReceiveDiagnostic = 0x1C00;

    public byte[]? Read(byte page)
    {
        int bytes = 252;
        for (int tries = 0; tries < 3; tries++)
        {
            using var buffer = new PinnedBuffer(bytes);
            int status = Receive(page, buffer.Buffer);
            if (status < 0)
            {
                return null;
            }

            int needed = BinaryPrimitives.ReadUInt16BigEndian(buffer.Buffer.AsReadOnlySpan()[2..]) + 4;
            if (needed <= bytes)
            {
                return buffer.Buffer.AsReadOnlySpan()[..needed].ToArray();
            }

            bytes = needed;
        }

        return null;
    }

    private int Receive(byte page, DmaBuffer into)
    {
        PhysAddr address = THal.Share(into, BufferDirection.DeviceToDriver);
        try
        {
            return enclosure.Execute(ReceiveDiagnostic | page, address);
        }
        finally
        {
            THal.Unshare(address, into, BufferDirection.DeviceToDriver);
        }
    }
}
