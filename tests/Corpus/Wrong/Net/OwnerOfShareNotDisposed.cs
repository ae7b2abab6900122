using System;
using Hal;
using Devices;

/// <summary>A network driver with an owner type for shares: the early return forgets to dispose of it.</summary>
public sealed unsafe class OwnedTransmit<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port = new();

    public bool Send(byte* frame, int length)
    {
        var mapping = new Mapping(new DmaBuffer(frame, length)); //! HAL1002
        if (_port.TransmitSpace < length)
        {
            return false;
        }

        bool sent = _port.Transmit(mapping.Address, length);
        mapping.Dispose();
        return sent;
    }

    private sealed class Mapping : IDisposable
    {
        private readonly DmaBuffer _buffer;

        public Mapping(DmaBuffer buffer)
        {
            _buffer = buffer;
            Address = THal.Share(buffer, BufferDirection.DriverToDevice);
        }

        public PhysAddr Address { get; }

        public void Dispose() => THal.Unshare(Address, _buffer, BufferDirection.DriverToDevice);
    }
}
