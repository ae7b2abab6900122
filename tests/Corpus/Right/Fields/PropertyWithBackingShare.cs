using Devices;
using Hal;

/// <summary>A property whose setter ends the old buffer's share and shares the new one; an empty buffer switches it off.</summary>
public sealed class CursorImage<THal>
    where THal : struct, IHal
{
    private readonly Device _display = new();
    private DmaBuffer _image;
    private PhysAddr _at;

    public DmaBuffer Image
    {
        get => _image;
        set
        {
            if (!_image.IsEmpty)
            {
                _display.WriteRegister(0x60, 0);
                THal.Unshare(_at, _image, BufferDirection.DriverToDevice);
                _at = default;
            }

            _image = value;
            if (!value.IsEmpty)
            {
                _at = THal.Share(value, BufferDirection.DriverToDevice);
                _display.WriteRegister(0x60, _at.Value);
            }
        }
    }
}
