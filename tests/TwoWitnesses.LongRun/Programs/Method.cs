namespace Hal.TwoWitnesses.Programs;

/// <summary>A static method of a program.</summary>
internal sealed record Method(string Signature, Block Body)
{
    public string Name => Signature[..Signature.IndexOf('(')].Split(' ')[^1];
}
