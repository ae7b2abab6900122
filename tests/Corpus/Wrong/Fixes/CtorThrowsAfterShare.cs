using System;
using Devices;
using Hal;

public sealed class CtorThrowsAfterShare<THal> : IDisposable where THal : struct, IHal
{
    private readonly DmaBuffer _buffer;
    private readonly PhysAddr _address;

    public CtorThrowsAfterShare(DmaBuffer buffer, Mailbox mailbox)
    {
        _buffer = buffer;
        _address = THal.Share(buffer, BufferDirection.Both); //! HAL1002
        if (mailbox.Execute(1, _address) != 0)
        {
            throw new DeviceException("the firmware refused");
        }
    }

    public void Dispose() => THal.Unshare(_address, _buffer, BufferDirection.Both);
}
