using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's drivers/net (a teardown that forgets one of the mappings of a pair).
public sealed class PairDisposesOne<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Shared<THal> _request;
    private readonly Shared<THal> _reply;
    private readonly Mailbox _mailbox;

    public PairDisposesOne(Mailbox mailbox, DmaBuffer request, DmaBuffer reply)
    {
        _mailbox = mailbox;
        _request = new Shared<THal>(request, DriverToDevice);
        _reply = new Shared<THal>(reply, DeviceToDriver); //! HAL1002
    }

    public int Execute(uint opcode) => _mailbox.Execute(opcode, _request.Paddr, _reply.Paddr);

    public void Dispose()
    {
        _request.Unshare();
    }
}
