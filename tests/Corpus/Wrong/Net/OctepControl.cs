using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (octeon_ep): the device owns the message when its sequence number is written.
[StructLayout(LayoutKind.Sequential)]
internal struct ControlMessage
{
    public uint Sequence;
    public ushort Opcode;
    public ushort Length;
}

internal sealed unsafe class ControlNet<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private uint _sequence;

    public int SetMtu(ControlMessage* message, ushort mtu)
    {
        message->Opcode = 7;
        message->Length = mtu;
        DmaBuffer bytes = DmaBuffer.Of(message);
        PhysAddr address = THal.Share(bytes, DriverToDevice);
        message->Sequence = ++_sequence; //! HAL1007
        int error = mailbox.Execute(message->Opcode, address);
        THal.Unshare(address, bytes, DriverToDevice);
        return error;
    }
}
