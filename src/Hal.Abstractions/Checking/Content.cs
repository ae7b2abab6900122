using System;

namespace Hal;

/// <summary>What a buffer held when it was shared.</summary>
/// <param name="Bytes">How many bytes, from the start, were looked at; 0 for none.</param>
/// <param name="Number">Their <see cref="Fingerprint"/>.</param>
internal readonly record struct Content(int Bytes, ulong Number)
{
    public static Content Of(DmaBuffer buffer, int most)
    {
        int bytes = Math.Min(buffer.Length, most);
        return bytes == 0 ? default : new Content(bytes, Fingerprint.Of(buffer.AsReadOnlySpan()[..bytes]));
    }

    public bool IsStill(DmaBuffer buffer) => Bytes == 0 || Fingerprint.Of(buffer.AsReadOnlySpan()[..Bytes]) == Number;
}
