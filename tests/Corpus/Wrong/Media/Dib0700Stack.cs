using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux media (dib0700): the reply of 16 bytes is received on the stack of the method.
public sealed unsafe class Dib0700<THal>(Mailbox firmware) : IDisposable
    where THal : struct, IHal
{
    private const uint GetVersion = 0x15;
    private const int ReplySize = 16;

    private readonly PinnedBuffer _reply = new(ReplySize);

    public (uint Hardware, uint Rom) ReadVersion()
    {
        byte* memory = stackalloc byte[ReplySize];
        var reply = new DmaBuffer(memory, ReplySize);
        PhysAddr address = THal.Share(reply, DeviceToDriver); //! HAL1014
        int error = firmware.Execute(GetVersion, address);
        THal.Unshare(address, reply, DeviceToDriver);
        if (error != 0)
        {
            throw new DeviceException("The version was not read.");
        }

        ReadOnlySpan<byte> bytes = reply.AsReadOnlySpan();
        return (BitConverter.ToUInt32(bytes[..4]), BitConverter.ToUInt32(bytes.Slice(4, 4)));
    }

    public void Dispose() => _reply.Dispose();
}
