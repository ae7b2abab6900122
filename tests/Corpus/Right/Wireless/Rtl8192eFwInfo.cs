using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux staging (rtl8192e): the header is written, then the frame is mapped.
public sealed unsafe class Rtl8192eTransmit<THal>(NetPort port)
    where THal : struct, IHal
{
    private const int InfoSize = 16;

    private struct FirmwareInfo
    {
        public byte Rate;
        public byte Flags;
        public ushort Length;
    }

    public bool Send(DmaBuffer frame, byte rate, bool aggregate)
    {
        if (frame.Length <= InfoSize || port.TransmitSpace == 0)
        {
            return false;
        }

        var info = (FirmwareInfo*)frame.Pointer;
        info->Flags = aggregate ? (byte)1 : (byte)0;
        info->Length = (ushort)(frame.Length - InfoSize);
        info->Rate = rate;
        PhysAddr address = THal.Share(frame, DriverToDevice);
        bool sent = port.Transmit(address, frame.Length);
        while (sent && port.ReapTransmitted() == 0)
        {
        }

        THal.Unshare(address, frame, DriverToDevice);
        return sent;
    }
}
