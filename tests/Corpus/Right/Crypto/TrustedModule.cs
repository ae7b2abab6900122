using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// A trusted platform module with a command and response buffer in memory. One page is shared for both directions while a command runs;
// the response is parsed after Unshare.
internal sealed class TrustedModule<THal> : IDisposable
    where THal : struct, IHal
{
    private const int HeaderBytes = 10;

    private readonly Device _module;
    private readonly PinnedBuffer _exchange = new(HalConstants.PageSize);

    public TrustedModule(Device module) => _module = module;

    public bool TryTransmit(ReadOnlySpan<byte> command, out byte[] response)
    {
        response = [];
        DmaBuffer exchange = _exchange.Buffer;
        if (command.Length < HeaderBytes || command.Length > exchange.Length)
        {
            return false;
        }

        command.CopyTo(exchange.AsSpan());
        if (!Exchange(exchange))
        {
            return false;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(exchange.AsReadOnlySpan()[2..]);
        if (length < HeaderBytes || length > exchange.Length)
        {
            return false;
        }

        response = exchange.AsReadOnlySpan()[..(int)length].ToArray();
        return true;
    }

    public void Dispose()
    {
        _exchange.Buffer.AsSpan().Clear();
        _exchange.Dispose();
    }

    private bool Exchange(DmaBuffer exchange)
    {
        PhysAddr address = THal.Share(exchange, BufferDirection.Both);
        try
        {
            _module.Program(address, exchange.Length);
            _module.Kick();
            if (_module.Wait(2000))
            {
                return true;
            }

            _module.Reset();
            return false;
        }
        finally
        {
            THal.Unshare(address, exchange, BufferDirection.Both);
        }
    }
}
