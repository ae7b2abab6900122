using System;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>An owner whose DisposeAsync waits for the device before it ends the share.</summary>
public sealed class AsyncLoan<THal> : IAsyncDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Shared<THal> _share;

    public AsyncLoan(Device device, DmaBuffer buffer)
    {
        _device = device;
        _share = new Shared<THal>(buffer, BufferDirection.Both);
    }

    public PhysAddr Address => _share.Paddr;

    public async ValueTask DisposeAsync()
    {
        await _device.DoneAsync();
        _share.Unshare();
    }
}

/// <summary>Its user, with await using.</summary>
public sealed class AsyncLoanUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public async Task<int> SendAsync(DmaBuffer data)
    {
        await using var loan = new AsyncLoan<THal>(_device, data);
        _device.Program(loan.Address, data.Length);
        if (!_device.Ready)
        {
            return -1;
        }

        await Task.Yield();
        return _device.Status;
    }
}
