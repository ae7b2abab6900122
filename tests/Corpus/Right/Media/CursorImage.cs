using System;
using Devices;
using Hal;

namespace Drivers;

// A hardware cursor: a small image that is replaced when its shape changes. The image that is shown stays shared; the next one is shared
// and shown before the old one's share ends.
public sealed class CursorPlane<THal> : IDisposable
    where THal : struct, IHal
{
    private const int ImageBytes = 64 * 64 * 4;

    private readonly Device _plane;
    private readonly PinnedBuffer[] _images = { new(ImageBytes), new(ImageBytes) };
    private Shared<THal> _shown;
    private int _next;

    public CursorPlane(Device plane) => _plane = plane;

    public bool IsVisible { get; private set; }

    public void Show(ReadOnlySpan<byte> pixels)
    {
        if (pixels.Length != ImageBytes)
        {
            throw new ArgumentException("A cursor has 64 by 64 pixels.", nameof(pixels));
        }

        DmaBuffer image = _images[_next].Buffer;
        pixels.CopyTo(image.AsSpan());
        var next = new Shared<THal>(image, BufferDirection.DriverToDevice);
        _plane.Program(next.Paddr, ImageBytes);
        WaitForBlank();

        Shared<THal> old = _shown;
        _shown = next;
        _next ^= 1;
        IsVisible = true;
        old.Unshare();
    }

    public void Move(int x, int y) => _plane.WriteRegister(0x84, (ulong)(uint)y << 16 | (ushort)x);

    public void Hide()
    {
        if (!IsVisible)
        {
            return;
        }

        _plane.WriteRegister(0x80, 0);
        WaitForBlank();
        IsVisible = false;
        _shown.Unshare();
        _shown = default;
    }

    public void Dispose()
    {
        Hide();
        foreach (PinnedBuffer image in _images)
        {
            image.Dispose();
        }
    }

    private void WaitForBlank()
    {
        while (!_plane.Wait(20))
        {
            _plane.Kick();
        }
    }
}
