using System;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Reading a SPI flash asynchronously in pages, into a managed array. The array is pinned by PinnedBuffer for as long as its parts are
// shared, one page after the other.
public sealed class SpiFlash<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PageBytes = 256;
    private const int CommandBytes = 4;

    private readonly SpiController _controller;
    private readonly PinnedBuffer _transmit = new(CommandBytes + PageBytes);
    private readonly PinnedBuffer _receive = new(CommandBytes + PageBytes);

    public SpiFlash(SpiController controller) => _controller = controller;

    public async Task<byte[]> ReadAsync(int address, int length)
    {
        var result = new byte[length];
        for (int offset = 0; offset < length; offset += PageBytes)
        {
            int count = Math.Min(PageBytes, length - offset);
            WriteCommand(address + offset);
            if (!await TransferAsync(CommandBytes + count).ConfigureAwait(false))
            {
                throw new DeviceException("The flash does not answer.");
            }

            _receive.Buffer.AsReadOnlySpan().Slice(CommandBytes, count).CopyTo(result.AsSpan(offset));
        }

        return result;
    }

    public void Dispose()
    {
        _transmit.Dispose();
        _receive.Dispose();
    }

    private void WriteCommand(int address)
    {
        Span<byte> command = _transmit.Buffer.AsSpan();
        command[0] = 0x03;
        command[1] = (byte)(address >> 16);
        command[2] = (byte)(address >> 8);
        command[3] = (byte)address;
    }

    private async Task<bool> TransferAsync(int length)
    {
        DmaBuffer from = _transmit.Buffer.Slice(0, length);
        DmaBuffer to = _receive.Buffer.Slice(0, length);
        Shared<THal> transmit = new(from, BufferDirection.DriverToDevice);
        try
        {
            Shared<THal> receive = new(to, BufferDirection.DeviceToDriver);
            try
            {
                return await _controller.TransferAsync(transmit.Paddr, receive.Paddr, length).ConfigureAwait(false);
            }
            finally
            {
                receive.Unshare();
            }
        }
        finally
        {
            transmit.Unshare();
        }
    }
}
