using System;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>A display engine: the frame on screen stays shared until the flip to the next one is done.</summary>
public sealed class FlipChain<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _display = new();
    private Shared<THal>? _onScreen;

    public async Task ShowAsync(DmaBuffer frame)
    {
        var incoming = new Shared<THal>(frame, BufferDirection.DriverToDevice);
        try
        {
            _display.Program(incoming.Paddr, frame.Length);
            await _display.DoneAsync();
        }
        catch
        {
            _display.Reset();
            incoming.Unshare();
            throw;
        }

        Shared<THal>? outgoing = _onScreen;
        _onScreen = incoming;
        outgoing?.Unshare();
    }

    public void Dispose()
    {
        _display.Reset();
        _onScreen?.Unshare();
        _onScreen = null;
    }
}
