using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in RIOT (stm32 periph eth): the source address is copied into the frame after it was shared.
internal sealed class EthSend<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly byte[] _station = [2, 0, 0, 0, 0, 1];

    public void Send(DmaBuffer frame, ushort type)
    {
        Span<byte> header = frame.AsSpan()[..14];
        header[..6].Fill(0xff);
        BinaryPrimitives.WriteUInt16BigEndian(header[12..], type);
        PhysAddr address = THal.Share(frame, DriverToDevice);
        _station.CopyTo(header[6..]); //! HAL1007
        ring.Post(ring.Head, address, frame.Length);
        ring.Doorbell();
        while (ring.Head != ring.Tail)
        {
        }

        THal.Unshare(address, frame, DriverToDevice);
    }
}
