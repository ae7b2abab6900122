namespace Hal.Analyzers.Rules;

/// <summary>
/// The settled order of the rules at one call: of several contracts that one call breaks, the highest is reported alone. <c>Checked</c> tests
/// in the same order, so a defect has the same id in the editor and at run time.
/// </summary>
internal static class DefectOrder
{
    public const int EmptyBuffer = 100;
    public const int WrongFunction = 90;
    public const int OtherHal = 80;
    public const int AddressFromPointer = 70;
    public const int MmioMemory = 60;
    public const int ReleasedTwice = 50;
    public const int NeverAcquired = 40;
    public const int PairMismatch = 35;
    public const int OtherBuffer = 30;
    public const int OtherArgument = 20;
}
