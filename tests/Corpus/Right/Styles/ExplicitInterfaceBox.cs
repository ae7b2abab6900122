using System;
using System.Threading;
using Devices;
using Hal;

public interface IMappedBuffer : IDisposable
{
    PhysAddr Address { get; }
}

public sealed class MappedBuffers<THal> where THal : struct, IHal
{
    private sealed class Mapped(DmaBuffer buffer, BufferDirection direction) : IMappedBuffer
    {
        private readonly Shared<THal> _shared = new(buffer, direction);
        private int _ended;

        public PhysAddr Address => _shared.Paddr;

        void IDisposable.Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                _shared.Unshare();
            }
        }
    }

    public IMappedBuffer Map(DmaBuffer buffer, BufferDirection direction) => new Mapped(buffer, direction);

    public bool Use(Device device, DmaBuffer buffer)
    {
        using IMappedBuffer mapped = Map(buffer, BufferDirection.Both);
        return device.Submit(mapped.Address);
    }
}
