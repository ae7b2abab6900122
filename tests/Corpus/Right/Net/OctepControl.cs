using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (octeon_ep): the message is complete, with its sequence number, when it is shared.
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
        message->Sequence = ++_sequence;
        DmaBuffer bytes = DmaBuffer.Of(message);
        PhysAddr address = THal.Share(bytes, DriverToDevice);
        int error = mailbox.Execute(message->Opcode, address);
        THal.Unshare(address, bytes, DriverToDevice);
        return error;
    }
}
